"""The area of going on without a network: the app's own files, and what a device is told and sends."""

from ledger.plumbing.access import Area

area = Area("offline", __name__)
