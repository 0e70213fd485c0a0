"""The paper renderer: committee paper, Kreisprofil and single pictures, set by Typst without a browser."""

from kim.exports.paper.document import paper
from kim.exports.paper.head import Consultation, Form, Head, consultations
from kim.exports.paper.one_picture import picture
from kim.exports.paper.summary import profile

__all__ = ["Consultation", "Form", "Head", "consultations", "paper", "picture", "profile"]
