"""Texts coming in: bytes to text, text to what an edition is made of."""
