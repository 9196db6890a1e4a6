using Sonde.Agent.Core.Config;
using Sonde.Agent.Core.Scrape;

namespace Sonde.Agent.Tests.Scrape;

public sealed class TargetExpansionTests
{
    [Fact]
    [Spec("2.2 job and instance labels")]
    public void A_target_is_named_by_job_and_address()
    {
        var target = Given.Target();

        Assert.Equal(new Uri("http://127.0.0.1:9000/metrics"), target.Url);
        Assert.Equal("fn", target.Labels.Get("job"));
        Assert.Equal("127.0.0.1:9000", target.Labels.Get("instance"));
    }

    [Fact]
    public void Case_23_an_instance_label_of_the_file_wins_over_the_address()
    {
        var job = Given.Job with { Targets = [new StaticTarget("0.0.0.0:9000", [new LabelPair("function", "chat"), new LabelPair("instance", "c-69")])] };

        var target = Given.Target(job);

        Assert.Equal("c-69", target.Labels.Get("instance"));
        Assert.Equal("chat", target.Labels.Get("function"));
        Assert.Equal(new Uri("http://127.0.0.1:9000/metrics"), PageAddress.Connectable(target.Url));
    }

    [Fact]
    [Spec("6 relabel actions")]
    public void Rules_may_drop_a_target_move_its_address_and_set_its_path_and_parameters()
    {
        var job = Given.Job with
        {
            Targets = [new StaticTarget("a:1", []), new StaticTarget("b:2", [])],
            Parameters = [new QueryParameter("model", ["x", "y z"])],
            RelabelRules =
            [
                new RelabelRule { Action = RelabelAction.Drop, SourceLabels = ["__address__"], Regex = "a:.*" },
                new RelabelRule { TargetLabel = "__metrics_path__", Replacement = "/prometheus/metrics" },
                new RelabelRule { TargetLabel = "__param_model", Replacement = "w" },
                new RelabelRule { TargetLabel = "__address__", Replacement = "c:3" },
                new RelabelRule { TargetLabel = "__tmp", Replacement = "gone" },
            ],
        };

        var target = Given.Target(job);

        Assert.Equal("http://c:3/prometheus/metrics?model=w&model=y%20z", target.Url.AbsoluteUri);
        Assert.Equal("c:3", target.Labels.Get("instance"));
        Assert.Equal("", target.Labels.Get("__tmp"));
    }

    [Fact]
    public void An_address_that_is_none_is_refused_by_name_of_the_job() =>
        Assert.Contains("job 'fn'", Assert.Throws<FormatException>(() => TargetExpansion.Of(Given.Job with { Targets = [new StaticTarget("a b", [])] })).Message, StringComparison.Ordinal);

    [Fact]
    public void Equal_jobs_give_equal_targets() =>
        Assert.Equal(Given.Target(Given.Job with { SampleLimit = 5 }), Given.Target(Given.Job with { SampleLimit = 5 }));
}
