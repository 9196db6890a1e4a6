using System.CommandLine;
using Sonde.Operator.Cli;

var root = new RootCommand("Sonde's operator: LLM functions on Alibaba Cloud Function Compute, declared in Kubernetes.") { RunVerb.Create(), CrdsVerb.Create() };
return await root.Parse(args).InvokeAsync();
