"""The form on a listing's page: what is asked, how often, and how it is stored with its first mail."""
