"""What a sender confirmed about an earlier file holds for the next one, until it is changed."""

from kim.reading import Lesart, lesart_of
from kim.store import Store


def remembered_lesart(store: Store, dataset_id: str, sender: str | None) -> Lesart:
    """Columns and codes as the sender's newest accepted file of a dataset was read; empty before it."""
    for receipt in store.receipts():
        if (receipt.dataset, receipt.sender) == (dataset_id, sender):
            return lesart_of(receipt.lesart).lasting
    return Lesart()
