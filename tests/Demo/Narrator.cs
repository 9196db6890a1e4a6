using Spectre.Console;

namespace Sonde.Demo;

/// <summary>Tells a person what happens: one line a step with its seconds, tables as kubectl prints them.</summary>
internal sealed class Narrator(IAnsiConsole console, TimeProvider clock, DemoReport report)
{
    private readonly long _begin = clock.GetTimestamp();

    /// <summary>Runs one step, prints its outcome and seconds, and records it.</summary>
    public async Task<T> StepAsync<T>(string name, Func<Task<T>> step)
    {
        var start = clock.GetTimestamp();
        try
        {
            var result = await step();
            Line("[green]✓[/]", name, start);
            return result;
        }
        catch (Exception)
        {
            Line("[red]✗[/]", name, start);
            throw;
        }
    }

    /// <inheritdoc cref="StepAsync{T}"/>
    public Task StepAsync(string name, Func<Task> step) =>
        StepAsync(name, async () =>
        {
            await step();
            return true;
        });

    /// <summary>A fact worth a line of its own, below the step that found it.</summary>
    public void Say(string text) => console.WriteLine($"            {text}");

    /// <summary>What a command printed, as it printed it.</summary>
    public void Show(string command, string output)
    {
        console.MarkupLineInterpolated($"            [grey]$ {command}[/]");
        foreach (var line in output.TrimEnd().Split('\n'))
            console.WriteLine($"            {line}");
    }

    private void Line(string mark, string name, long start)
    {
        var seconds = clock.GetElapsedTime(start).TotalSeconds;
        report.Steps.Add(new(name, Math.Round(seconds, 2)));
        console.MarkupLine($"[grey]{clock.GetElapsedTime(_begin).TotalSeconds,6:F1} s[/]  {mark} {Markup.Escape(name)} [grey]({seconds:F1} s)[/]");
    }
}
