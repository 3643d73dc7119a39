from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Read from the environment with the prefix BACKEND_."""

    model_config = SettingsConfigDict(env_prefix="BACKEND_")

    title: str = "backend"
    database_url: str = "sqlite://"
