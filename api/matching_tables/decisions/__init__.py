"""From the best fit for everyone to what was agreed and handed over."""
