"""The catalogue as other directories read it: Open Referral UK on the Human Services Data Specification, version 3."""
