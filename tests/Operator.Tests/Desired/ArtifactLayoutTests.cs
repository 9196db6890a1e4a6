using Sonde.Operator.Desired;

namespace Sonde.Operator.Tests.Desired;

public sealed class ArtifactLayoutTests
{
    [Fact]
    public void Keys_in_the_bucket_are_paths_in_the_instance()
    {
        var layout = new ArtifactLayout(Given.Pipeline(s => (s.Artifacts.Prefix, s.Artifacts.MountPath) = ("/a/b/", "/mnt/x/")));

        Assert.Equal("a/b/", layout.MarkerKey);
        Assert.Equal("/a/b", layout.BucketPath);
        Assert.Equal(("a/b/agent/12ab/sonde-agent", "/mnt/x/agent/12ab"), (layout.AgentKey("sha256:12ab", "sonde-agent"), layout.AgentFolderInInstance("sha256:12ab")));
        Assert.Equal(("a/b/config/llm/chat.yaml", "/mnt/x/config/llm/chat.yaml"), (layout.ConfigKey("llm", "chat"), layout.ConfigInInstance("llm", "chat")));
    }

    [Fact]
    public void Without_a_prefix_namespace_and_name_keep_pipelines_apart()
    {
        var layout = new ArtifactLayout(Given.Pipeline(s => s.Artifacts.Prefix = null));

        Assert.Equal(("sonde/llm/engines/", "/mnt/sonde"), (layout.MarkerKey, layout.MountPath));
    }
}
