"""What the fixed words of platforms give away: labels, captions and attributions of their widgets."""
