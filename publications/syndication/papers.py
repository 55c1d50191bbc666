"""Papers of a text of which something became public, or was taken down."""

import logging

from publications import paper, papers
from publications.models import Delivery

# A text that is too much for one sheet stays so: the worker has other things to do.
TRIES = 5

log = logging.getLogger(__name__)


def make_ready(delivery: Delivery) -> None:
    """Have the paper of every edition of the text that may be read now; of none, where
    the release was put off. Raises what says why it can't be had."""
    if lacking := paper.lacking():
        log.warning("No PDF of %s: %s is missing here.", delivery.edition, lacking)
        return
    try:
        papers.make_all(delivery.edition.text)
    except paper.Failed as error:
        if delivery.attempts < TRIES:
            raise
        log.error("No PDF of %s, given up: %s", delivery.edition.uuid, error)
