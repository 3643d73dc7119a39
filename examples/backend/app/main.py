"""The seed's backend: a small API with the usual companions of a FastAPI service."""

from datetime import datetime, timezone

import pyarrow
import pyarrow.compute
import structlog
from fastapi import FastAPI
from pydantic import BaseModel, Field
from sqlalchemy import create_engine, text

from app.settings import Settings

log = structlog.get_logger()
settings = Settings()
app = FastAPI(title=settings.title)
engine = create_engine(settings.database_url)


class Series(BaseModel):
    values: list[float] = Field(min_length=1, max_length=10_000)


class Summary(BaseModel):
    mean: float
    median: float
    deviation: float


@app.get("/health")
def health() -> dict[str, str]:
    with engine.connect() as connection:
        connection.execute(text("select 1"))
    return {"status": "ok", "time": datetime.now(timezone.utc).isoformat()}


@app.post("/summary")
def summarise(series: Series) -> Summary:
    values = pyarrow.array(series.values)
    log.info("summarise", count=len(values))
    return Summary(
        mean=pyarrow.compute.mean(values).as_py(),
        median=pyarrow.compute.quantile(values, q=0.5)[0].as_py(),
        deviation=pyarrow.compute.stddev(values).as_py(),
    )
