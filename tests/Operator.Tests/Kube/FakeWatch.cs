using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;

namespace Sonde.Operator.Tests.Kube;

/// <summary>An open watch, as the server sees it.</summary>
internal sealed class FakeWatch(string path, string query)
{
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 0));

    public string Path { get; } = path;

    public string Query { get; } = query;

    public Stream Body => _pipe.Reader.AsStream();

    /// <summary>False: the server hears nothing of what changes, as behind a broken network.</summary>
    public bool IsFollowing { get; set; } = true;

    public void Send(string type, JsonObject json) => Raw($$"""{"type":"{{type}}","object":{{json.ToJsonString()}}}""" + "\n");

    public void Raw(string text)
    {
        using var stream = _pipe.Writer.AsStream(leaveOpen: true);
        stream.Write(Encoding.UTF8.GetBytes(text));
        stream.Flush();
    }

    /// <summary>The ordinary end of a stream.</summary>
    public void End() => Close(error: null);

    /// <summary>The connection breaks.</summary>
    public void Break() => Close(new IOException("The connection was reset."));

    private void Close(Exception? error)
    {
        IsFollowing = false;
        _pipe.Writer.Complete(error);
    }
}
