"""Who gets which offer: exactly the best for everyone together, at a table or in a city, with a reason for each."""

from matching.allocation.candidates import Candidates
from matching.allocation.city import CityAllocation, allocate_city
from matching.allocation.seating import allocate
from matching.allocation.sentences import explain_option, explain_pin, explain_seat
from matching.allocation.table import Allocation, Objective, Option, OptionCode, PinCode, Seat, SeatCode, Seated, Table

__all__ = [
    "Allocation",
    "Candidates",
    "CityAllocation",
    "Objective",
    "Option",
    "OptionCode",
    "PinCode",
    "Seat",
    "SeatCode",
    "Seated",
    "Table",
    "allocate",
    "allocate_city",
    "explain_option",
    "explain_pin",
    "explain_seat",
]
