"""Those who lend: who they are, what they sell, and to whom they say they would."""
