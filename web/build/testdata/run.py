"""Runs listings against the torch beside this file. Input: a JSON list of {name, code, batch, size, params, masked, labels}; output: a line for each
that is wrong."""
import json
import sys

import torch

for job in json.load(sys.stdin):
    torch.made.clear()
    x = torch.Tensor((job["batch"], job["size"]))
    known = ([torch.Tensor(x.shape)] if job["masked"] else []) + ([torch.Tensor((job["batch"],))] if job["labels"] else [])
    names = {"batches": [(x, *known) if known else x for _ in range(2)]}
    try:
        exec(compile(job["code"], job["name"], "exec"), names)
        (optimiser,) = torch.made
        assert optimiser.steps == 2, f"{optimiser.steps} steps for 2 batches"
        count = 0
        for p in optimiser.parameters:
            n = 1
            for side in p.shape:
                n *= side
            count += n
        assert count == job["params"], f"{count} parameters, the lesson's network has {job['params']}"
        assert names["y"].shape == (job["batch"], job["size"])
    except Exception as e:
        print(f"{job['name']}: {type(e).__name__}: {e}")
