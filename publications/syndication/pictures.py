"""Pictures of a text that was approved: they stand ready before anybody asks."""

from publications import renditions
from publications.models import Delivery, Image, ImageUse


def make_ready(delivery: Delivery) -> None:
    """Have every size of every picture of the edition, as it stands now.

    Raises NotReady where one can't be had: what is made by then stays.
    """
    revision = delivery.edition.revision_id
    uses = ImageUse.objects.filter(revision=revision)
    for image in Image.objects.filter(pk__in=uses.values("image")).order_by("pk"):
        renditions.make_all(image)
