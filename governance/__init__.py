"""Purpose-bound data governance: a GraphQL API whose privacy policy is compiled into each query."""
