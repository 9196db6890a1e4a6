// Stand-in for an inference engine, started by the wrappers `vllm` and `python3`.
return await Sonde.Engine.StandIn.RunAsync(args);
