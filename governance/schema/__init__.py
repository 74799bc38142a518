"""The GraphQL schema: each governed field declares its data category where it is defined."""
