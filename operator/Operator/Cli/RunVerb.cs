using System.CommandLine;
using Sonde.Operator.Hosting;

namespace Sonde.Operator.Cli;

/// <summary><c>sonde-operator run</c>: reconciles until it is told to stop.</summary>
internal static class RunVerb
{
    public static Command Create()
    {
        var kubeconfig = new Option<string?>("--kubeconfig") { Description = "Path of a kubeconfig. Absent: KUBECONFIG, the pod's service account, or ~/.kube/config." };
        var agentDirectory = new Option<string>("--agent-dir") { Description = "Folder with sonde-agent (and ca-certificates.crt), which is published to the functions.", DefaultValueFactory = _ => Path.Combine(AppContext.BaseDirectory, "agent") };
        var scope = new Option<string?>("--namespace") { Description = "The only namespace to work in. Absent: all." };
        var lease = new Option<string?>("--lease-namespace") { Description = "Namespace of the Lease that elects one of several replicas. Absent: no election, for a single replica." };
        var listen = new Option<string>("--listen") { Description = "Address of /healthz, /readyz and /metrics.", DefaultValueFactory = _ => "http://127.0.0.1:8080" };
        var workers = new Option<int>("--workers") { Description = "Objects of one kind worked on at the same time, 1 to 64.", DefaultValueFactory = _ => 4 };
        var logLevel = new Option<LogLevel>("--log-level") { Description = "Least level that is logged.", DefaultValueFactory = _ => LogLevel.Information };
        workers.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 64)
                result.AddError("--workers takes a number from 1 to 64.");
        });

        var verb = new Command("run", "Reconcile until told to stop.") { kubeconfig, agentDirectory, scope, lease, listen, workers, logLevel };
        verb.SetAction((parsed, cancellation) => OperatorHost.RunAsync(new()
        {
            Kubeconfig = parsed.GetValue(kubeconfig),
            AgentDirectory = parsed.GetValue(agentDirectory)!,
            Namespace = parsed.GetValue(scope),
            LeaseNamespace = parsed.GetValue(lease),
            Listen = parsed.GetValue(listen)!,
            Workers = parsed.GetValue(workers),
            LogLevel = parsed.GetValue(logLevel),
        }, cancellation));
        return verb;
    }
}
