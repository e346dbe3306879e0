"""Status: is this node alive, is it ready, and how is it doing."""

from api.platform.feature import Feature, Figure
from api.platform.jobs.queue import count_late_work
from api.platform.status.routes import router
from api.platform.status.settings import LogSettings

FEATURE = Feature(
    pages=(router,),
    settings=(LogSettings,),
    figures=(Figure("vonk_work_waiting", "Pieces of durable work that could begin now, and wait.", count_late_work),),
)
