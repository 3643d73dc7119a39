from pydantic import BaseModel


class Greeting(BaseModel):
    to: str


print("hello", Greeting(to="world").to)
