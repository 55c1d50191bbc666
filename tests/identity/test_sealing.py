"""The keys under which devices keep what was typed: one for each account, for good."""

import base64

from publications.identity import sealing


def keys_of(handed: str) -> list[bytes]:
    """As the script of a page takes the masks off."""
    parts = [base64.b64decode(each) for each in handed.split(" ")]
    return [
        bytes(a ^ b for a, b in zip(part[:32], part[32:], strict=True))
        for part in parts
    ]


def keys(user: int) -> list[bytes]:
    return keys_of(sealing.device_keys(user))


def test_each_account_has_a_key_of_its_own_that_stays():
    (mine,) = keys(1)
    assert len(mine) == 32
    assert keys(1) == [mine]
    assert len({mine, *keys(2), *keys(12)}) == 3


def test_no_two_pages_hold_the_same_signs():
    """From the lengths of compressed pages a key that stays could be guessed."""
    one, other = (base64.b64decode(sealing.device_keys(1)) for _page in range(2))
    assert one[:32] != other[:32]
    assert one[32:] != other[32:]
    assert keys(1)[0] not in one


def test_it_changes_with_the_secret_and_the_old_one_opens_for_a_while(settings):
    settings.SECRET_KEY_FALLBACKS = []
    (old,) = keys(1)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 10
    new, beside = keys(1)
    assert beside == old != new
    settings.SECRET_KEY_FALLBACKS = []
    assert keys(1) == [new]
