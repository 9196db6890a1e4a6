using Sonde.Agent.Cli;

return await new CommandLine(TimeProvider.System, Console.Out, Console.Error, Environment.GetEnvironmentVariable).RunAsync(args);
