using Sonde.Emulator.Tests;

namespace Sonde.Conformance;

/// <summary>Requests that the same SDKs made once, replayed byte by byte.</summary>
public sealed class RecordedTests(Scoreboard scores)
{
    [Fact]
    public void Recorded_requests_verify_and_changed_ones_are_refused()
    {
        var judge = new RecordingJudge();
        foreach (var recording in Recording.All)
        {
            var requests = Recording.Of(recording.Name);
            bool[] verified = [.. requests.Select(judge.Accepts)];
            bool[] refused = [.. requests.SelectMany(Recording.Changed).Select(request => !judge.Accepts(request))];

            scores.CountRecorded(verified, refused);
            Assert.DoesNotContain(false, verified);
            Assert.DoesNotContain(false, refused);
        }

        Assert.Equal("recorded 259/259 verified, tampered 1193/1193 refused", scores.Recorded);
    }
}
