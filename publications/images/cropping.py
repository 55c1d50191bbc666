"""Which part of a picture is kept where its shape is given."""

Box = tuple[int, int, int, int]


def crop_box(
    size: tuple[int, int], shape: tuple[int, int], focus: tuple[int, int] = (50, 50)
) -> Box:
    """Return the largest box of this shape (left, top, right, bottom) in a picture.

    The focal point, in percent from the left and from the top, is in its middle, or
    as near to it as the picture's edges let it be. The box is inside the picture, and
    of the shape to the pixel it is rounded to.
    """
    width, height = size
    across, down = shape
    if width * down > height * across:
        wide, high = max(1, round(height * across / down)), height
    else:
        wide, high = width, max(1, round(width * down / across))
    left = _placed(width, wide, focus[0])
    top = _placed(height, high, focus[1])
    return left, top, left + wide, top + high


def _placed(whole: int, part: int, percent: int) -> int:
    """Return where a part begins that has a point of the whole in its middle."""
    return max(0, min(whole - part, round(whole * percent / 100 - part / 2)))
