"""ACM: moto takes a minute to see the record that proves a domain."""

from moto import settings

#: Seconds; moto reads the setting at every question.
settings.ACM_VALIDATION_WAIT = 0
