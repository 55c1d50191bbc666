"""Which groups of a single sign-on stand for which roles here."""

from environs import Env

ROLES = [
    *("Drafter", "Translator", "Reviewer", "Publisher"),
    *("Head of Mission", "Records officer"),
]


def roles_of_groups(env: Env) -> dict[str, str]:
    """Read OIDC_ROLES: `press-writers=Drafter,press-chiefs=Publisher`."""
    found = {}
    for pair in env.list("OIDC_ROLES", []):
        group, _sign, role = pair.rpartition("=")
        if not group.strip() or role.strip() not in ROLES:
            raise ValueError(
                f"OIDC_ROLES: “{pair}” is not group=role; roles are {', '.join(ROLES)}."
            )
        found[group.strip()] = role.strip()
    return found
