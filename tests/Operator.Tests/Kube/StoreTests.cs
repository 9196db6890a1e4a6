using Sonde.Operator.Kube;
using Sonde.Testing.Widgets;

namespace Sonde.Operator.Tests.Kube;

public sealed class StoreTests
{
    private static readonly HashSet<ResourceKey> s_none = [];
    private readonly Store<Widget> _store = new([new("secret", widget => widget.Spec.SecretName is { } name ? [name] : [])]);

    [Fact]
    public void An_index_follows_its_objects()
    {
        _store.Put(Widget("a", 1, secret: "key"));
        _store.Put(Widget("b", 2, secret: "key"));
        _store.Put(Widget("a", 3, secret: "other"));

        Assert.Equal("b", Assert.Single(_store.ByIndex("secret", "key")).Metadata.Name);
        Assert.Equal("a", Assert.Single(_store.ByIndex("secret", "other")).Metadata.Name);

        _store.Remove(Widget("b", 4));
        Assert.Empty(_store.ByIndex("secret", "key"));
    }

    [Fact]
    public void An_index_that_nobody_declared_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() => _store.ByIndex("colour", "red"));

        Assert.Contains("keeps no index 'colour'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_never_goes_back_to_an_older_state()
    {
        _store.Put(Widget("a", 9));

        Assert.Null(_store.Put(Widget("a", 8)));
        Assert.Null(_store.Put(Widget("a", 9)));
        Assert.NotNull(_store.Put(Widget("a", 10)));
    }

    [Fact]
    public void An_object_made_anew_under_the_name_is_taken_though_its_version_be_lower()
    {
        _store.Put(Widget("a", 9));

        Assert.NotNull(_store.Put(Widget("a", 3, uid: "second")));
    }

    [Fact]
    public void The_answer_to_our_write_does_not_bring_back_what_was_deleted_meanwhile()
    {
        _store.Put(Widget("a", 9));
        _store.Remove(Widget("a", 11));

        Assert.Null(_store.Overlay(Widget("a", 10)));
        Assert.Empty(_store.List());
    }

    [Fact]
    public void A_list_finds_what_vanished_and_keeps_what_could_not_be_read()
    {
        _store.Put(Widget("gone", 1));
        _store.Put(Widget("unreadable", 2));
        _store.Put(Widget("changed", 3));

        var changes = _store.Replace([Widget("changed", 12), Widget("new", 11)], new HashSet<ResourceKey> { new("models", "unreadable") }, "12");

        Assert.Equal(["gone:-", "changed:12", "new:11"], changes.Select(c => $"{c.Key.Name}:{c.After?.Metadata.ResourceVersion ?? "-"}"));
        Assert.Equal(3, _store.List().Count);
        Assert.True(_store.HasSynced);
    }

    [Fact]
    public void A_list_of_a_server_restored_from_a_backup_is_believed()
    {
        _store.Put(Widget("a", 900));

        Assert.Single(_store.Replace([Widget("a", 40)], s_none, "50"));
        Assert.Equal("40", _store.Find(new("models", "a"))!.Metadata.ResourceVersion);
    }

    private static Widget Widget(string name, int version, string? secret = null, string uid = "first") => new()
    {
        Metadata = new() { Name = name, NamespaceProperty = "models", Uid = $"{name}-{uid}", ResourceVersion = $"{version}" },
        Spec = new() { SecretName = secret },
    };
}
