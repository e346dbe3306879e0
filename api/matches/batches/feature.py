"""Batches: questions about many clients come in and go out line by line."""

from api.matches.batches.actions import BatchTurnstile
from api.matches.batches.routes import router
from api.matches.batches.vocabulary import LARGEST_BATCH_BYTES
from api.platform.feature import Feature

FEATURE = Feature(
    routers=(router,),
    parts=(BatchTurnstile,),
    large_bodies={"/v1/match-batches": LARGEST_BATCH_BYTES},
)
