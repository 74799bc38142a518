"""Mutations: each admitted by the policy, done by a service, and shown by the compiler."""
