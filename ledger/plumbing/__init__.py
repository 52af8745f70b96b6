"""The machinery both sides stand on: database, requests, language, time. It knows no bookkeeping."""
