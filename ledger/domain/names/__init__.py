"""Tags, projects and payees: the names entries are gathered under."""
