def is_from_this_site(request):
    """Whether no browser says that another site sent this form. Who is no browser can say what they like."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")  # of browsers from before 2023
    return origin in (None, f"{request.scheme}://{request.get_host()}")
