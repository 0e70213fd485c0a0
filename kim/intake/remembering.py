"""What the store remembers of a sender's earlier files, for the next one."""

from kim.intake.typed_in import was_typed_in
from kim.reading import Lesart, lesart_of
from kim.store import Store


def remembered_lesart(store: Store, dataset_id: str, sender: str | None) -> Lesart:
    """Columns and codes as the sender's newest accepted file of a dataset was read; empty before it.

    What was typed in has our columns and codes, so it says nothing about the sender's files.
    """
    for receipt in store.receipts():
        if (receipt.dataset, receipt.sender) == (dataset_id, sender) and not was_typed_in(receipt):
            return lesart_of(receipt.lesart).lasting
    return Lesart()
