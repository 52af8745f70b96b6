"""The words both sides speak: money, days, rates, identifiers, errors. Pure; imports only itself."""
