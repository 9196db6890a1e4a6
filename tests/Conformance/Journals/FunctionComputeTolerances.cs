using System.Globalization;

namespace Sonde.Conformance.Journals;

internal static class FunctionComputeTolerances
{
    public static IReadOnlyList<Tolerance> All { get; } =
    [
        Of("page size", "The script asks for small pages to see several; our clients ask for the largest.") with
        {
            Theirs = call => call.Operation == "ListInstances" ? call : call.Without("limit", "Limit"),
            Ours = call => call.Operation == "ListInstances" ? call : call.Without("limit", "Limit"),
        },
        Of("time of the run", "The span of ListInstances lies around now; its length counts.") with { Theirs = Span, Ours = Span },
        Of("waiting", "A state is asked for until it is reached.") with
        {
            Repeats = call => call is { Operation: "GetFunction", Path: "/2023-03-30/functions/llm-qwen-7b", Parameters.Count: 0 } or { Operation: "GetProvisionConfig" or "ListInstances" },
        },
        Of("repetition", "Our clients repeat a read that was refused for a while; the SDK leaves that to its caller.") with
        {
            Repeats = call => call.Path is "/2023-03-30/functions/throttled" or "/2023-03-30/functions/unavailable",
        },
        Of("disableOndemand", "Deprecated, and false by default; a scaling config says it now.") with
        {
            Theirs = call => call.Operation == "CreateFunction" ? call.WithoutMember("disableOndemand") : call,
        },
        Of("target", "The older name of defaultTarget; the script sends both.") with
        {
            Theirs = call => call.Operation == "PutProvisionConfig" ? call.WithoutMember("target") : call,
        },
        Of("function of a zip", "We deploy containers. That GetFunctionCode finds code, somebody made a function from a zip in the console.") with
        {
            Theirs = call => call.Operation == "CreateFunction" && call.Body.Contains("\"zipFile\"", StringComparison.Ordinal) ? null : call,
        },
    ];

    private static Tolerance Of(string name, string reason) => new("fc", name, reason);

    private static Call Span(Call call)
    {
        if (call.Operation != "ListInstances")
            return call;
        var span = long.Parse(call.Parameter("endTimeMs"), CultureInfo.InvariantCulture) - long.Parse(call.Parameter("startTimeMs"), CultureInfo.InvariantCulture);
        return call.Without("startTimeMs", "endTimeMs").With("span", span.ToString(CultureInfo.InvariantCulture));
    }
}
