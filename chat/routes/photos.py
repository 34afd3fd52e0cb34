"""Sending a photo and seeing it again."""

import asyncio
from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, File, Form, UploadFile
from fastapi.responses import Response

from chat import problems
from chat.access import InHouse, OwnConversation, Somebody
from chat.edge import LARGEST_PHOTO
from chat.photos import as_jpeg
from chat.routes.documented import Responses, problems_of
from chat.routes.messages import take
from chat.schemas import ClientId, PhotoId, PhotoSent
from chat.wire import message_json
from support.turns.model import NewMessage, Photo

router = APIRouter(tags=["photos"])
_PICTURE: Responses = {200: {"content": {"image/jpeg": {"schema": {"type": "string", "format": "binary"}}}}}


@router.post(
    "/conversations/{id}/photos",
    status_code=201,
    response_model=PhotoSent,
    response_model_exclude_none=True,
    responses=problems_of(401, 404, 409, 415),
)
async def send_photo(
    conversation: OwnConversation,
    identity: Somebody,
    house: InHouse,
    file: Annotated[UploadFile, File(description="JPEG, PNG, WebP or HEIC; 10 MB at most.")],
    client_id: Annotated[ClientId, Form()],
) -> dict[str, Any]:
    """Send a photo. It is kept as a JPEG, without what it tells of the place and the device."""
    await asyncio.to_thread(house.visits.view, conversation, identity.driver_id)
    await house.allowance.photo(conversation)
    content = await file.read(LARGEST_PHOTO + 1)
    if len(content) > LARGEST_PHOTO:
        raise problems.body_too_large("10 Mo")
    async with house.darkroom:
        jpeg = await asyncio.to_thread(as_jpeg, content)
    photo = Photo(uuid4().hex, jpeg.width, jpeg.height)
    block = {
        "type": "photo",
        "photo_id": photo.id,
        "url": f"/v1/conversations/{conversation}/photos/{photo.id}",
        "width": photo.width,
        "height": photo.height,
    }
    try:
        await asyncio.to_thread(house.photos.put, photo.id, jpeg.content)
    except OSError as error:
        raise problems.unavailable(house.settings.support_phone) from error
    taken = await take(
        house,
        identity,
        conversation,
        NewMessage(client_id, photo=photo, photo_block=block),
        at_failure=photo.id,
    )
    return {"message": message_json(taken.message)}


@router.get(
    "/conversations/{id}/photos/{photo_id}",
    response_class=Response,
    responses={**_PICTURE, **problems_of(401, 404)},
)
async def see_photo(
    conversation: OwnConversation, identity: Somebody, house: InHouse, photo_id: PhotoId
) -> Response:
    """A photo of this conversation."""
    await asyncio.to_thread(house.visits.view, conversation, identity.driver_id)
    if not await asyncio.to_thread(house.visits.has_photo, conversation, photo_id):
        raise problems.unknown_photo()
    content = await asyncio.to_thread(house.photos.get, photo_id)
    if content is None:
        raise problems.unknown_photo()
    return Response(content, media_type="image/jpeg", headers={"Cache-Control": "private, max-age=3600"})
