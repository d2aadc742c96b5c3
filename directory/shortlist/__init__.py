"""Chosen specialists and clinics to take along: a list that lives in addresses and nowhere else."""
