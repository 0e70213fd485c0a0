"""The invented example data: what happens in a made-up world, and the files its offices hand in."""

from kim.demo.build import Batch, DemoFile, build_demo, demo_batches

__all__ = ["Batch", "DemoFile", "build_demo", "demo_batches"]
