"""For development: the app's token of a demo driver, for anybody who asks."""

from datetime import timedelta
from typing import Any

from fastapi import APIRouter

from chat import problems
from chat.access import InHouse
from chat.routes.documented import problems_of
from chat.schemas import DemoDriver, DemoToken
from chat.wire import instant
from support.charging.demo import DEMO_DRIVERS

router = APIRouter(tags=["development"])
LIFETIME = timedelta(minutes=15)


@router.post("/demo/token", response_model=DemoToken, responses=problems_of(404))
async def demo_token(demo: DemoDriver, house: InHouse) -> dict[str, Any]:
    """A token of a demo driver, named as in `make chat AS=`. Only where `DEMO_PAGES` is set."""
    if not house.settings.demo_pages:
        raise problems.not_found()
    if demo.driver not in DEMO_DRIVERS:
        raise problems.Problem(
            404, "unknown_demo_driver", "Ce conducteur ne fait pas partie de la démonstration."
        )
    token, expires_at = house.tokens.mint_demo(DEMO_DRIVERS[demo.driver][0], LIFETIME)
    return {"token": token, "token_expires_at": instant(expires_at)}
