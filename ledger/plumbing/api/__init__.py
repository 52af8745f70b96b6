"""What any API of the house stands on: routes that declare rule and scope, shapes, problems, cursors, the document."""
