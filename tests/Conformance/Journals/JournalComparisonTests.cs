using System.Text.Json.Nodes;

namespace Sonde.Conformance.Journals;

/// <summary>What the comparison must see, and what it must not mind.</summary>
public sealed class JournalComparisonTests
{
    private const string Body = """{"description":"v2","cpu":0.5}""";
    private static readonly Tolerance s_pages = new("fc", "page size", "chosen by the client") { Theirs = call => call.Without("limit"), Ours = call => call.Without("limit") };
    private static readonly Tolerance s_waiting = new("fc", "waiting", "a state is asked for until it is there") { Repeats = call => call.Operation == "GetFunction" };

    [Fact]
    public void Equal_journals_have_no_difference() => Assert.Empty(Differences(Scenario(), Scenario()));

    [Theory]
    [InlineData("method", "PUT", "POST", "UpdateFunction: method PUT, POST")]
    [InlineData("path", "/2023-03-30/functions/a", "/2023-03-30/functions/b", "UpdateFunction: path /2023-03-30/functions/a, /2023-03-30/functions/b")]
    [InlineData("body", Body, """{"description":"v3","cpu":0.5}""", """UpdateFunction: body {"cpu":0.5,"description":"v2"}, {"cpu":0.5,"description":"v3"}""")]
    public void A_changed_member_is_told_with_both_values(string member, string from, string to, string expected)
    {
        var ours = Scenario();
        Assert.Equal(from, ours[1][member]!.GetValue<string>());
        ours[1][member] = to;

        Assert.Equal([expected], Differences(Scenario(), ours));
    }

    [Theory]
    [InlineData("query", "qualifier", "1", "UpdateFunction: parameter qualifier (absent), 1")]
    [InlineData("headers", "if-match", "x", "UpdateFunction: header if-match (absent), x")]
    [InlineData("headers", "content-type", "text/plain", "UpdateFunction: header content-type application/json, text/plain")]
    public void A_changed_or_added_parameter_or_header_is_told(string member, string name, string value, string expected)
    {
        var ours = Scenario();
        ours[1][member]![name] = value;

        Assert.Equal([expected], Differences(Scenario(), ours));
    }

    [Fact]
    public void A_missing_call_is_told() => Assert.Equal(["GetAlias: missing: GET /2023-03-30/functions/a/aliases/live"], Differences(Scenario(), Scenario()[..2]));

    [Fact]
    public void A_call_that_is_missing_in_the_middle_is_told_alone() =>
        Assert.Equal(["GetAlias: missing: GET /one"], Differences([Get("/one"), Get("/two"), Get("/three")], [Get("/two"), Get("/three")]));

    [Fact]
    public void An_additional_call_is_told() => Assert.Equal(["GetAlias: additional: GET /one"], Differences([Get("/two"), Get("/three")], [Get("/one"), Get("/two"), Get("/three")]));

    [Fact]
    public void A_call_done_twice_is_told() => Assert.Equal(["GetAlias: additional: GET /one"], Differences([Get("/one")], [Get("/one"), Get("/one")]));

    [Fact]
    public void Other_order_of_calls_of_one_operation_is_told() => Assert.Equal(2, Differences([Get("/one"), Get("/two")], [Get("/two"), Get("/one")]).Count);

    [Fact]
    public void Content_that_is_not_shown_is_compared_by_its_hash()
    {
        var ours = Scenario();
        ours[1]["bodySha256"] = "00";

        Assert.Single(Differences(Scenario(), ours));
    }

    [Fact]
    public void Spelling_is_no_difference()
    {
        var ours = Scenario();
        ours[1]["body"] = """{ "cpu": 5e-1, "description": "v\u0032", "role": null }""";
        ours[1]["headers"]!["content-type"] = "application/json; charset=utf-8";

        Assert.Empty(Differences(Scenario(), ours));
    }

    [Fact]
    public void JSON_within_JSON_is_read_where_it_is_documented_and_nowhere_else()
    {
        JsonObject Trigger(string config, string description) => Entry("CreateTrigger", "POST", "/", new JsonObject { ["triggerConfig"] = config, ["description"] = description }.ToJsonString());
        var theirs = Trigger("""{"authType":"function","methods":["GET"]}""", "{}");

        Assert.Empty(Differences([theirs], [Trigger("""{"methods": ["GET"], "authType": "function"}""", "{}")]));
        Assert.Single(Differences([theirs], [Trigger("""{"authType":"function","methods":["POST"]}""", "{}")]));
        Assert.Single(Differences([theirs], [Trigger("""{"authType":"function","methods":["GET"]}""", "{ }")]));
    }

    [Fact]
    public void Blanks_between_elements_of_XML_are_no_difference_and_content_is()
    {
        JsonObject Tagging(string body) => Entry("PutObjectTagging", "PUT", "/b/k", body, "oss");
        var theirs = Tagging("<?xml version=\"1.0\"?>\n<Tagging>\n  <TagSet><Tag><Key>a</Key></Tag></TagSet></Tagging>");

        Assert.Empty(Differences([theirs], [Tagging("<Tagging><TagSet><Tag><Key>a</Key></Tag></TagSet></Tagging>")]));
        Assert.Single(Differences([theirs], [Tagging("<Tagging><TagSet><Tag><Key>b</Key></Tag></TagSet></Tagging>")]));
    }

    [Fact]
    public void Parameters_of_RPC_calls_may_stand_in_the_query_or_in_the_form()
    {
        var query = Entry("AssumeRole", "POST", "/", "", "sts");
        query["query"] = new JsonObject { ["RoleArn"] = "a b+c" };
        var form = Entry("AssumeRole", "POST", "/", "RoleArn=a+b%2Bc", "sts");
        form["headers"] = new JsonObject { ["content-type"] = "application/x-www-form-urlencoded" };

        Assert.Empty(Differences([query], [form]));
        form["body"] = "RoleArn=a";
        Assert.Equal(["AssumeRole: parameter RoleArn a b+c, a"], Differences([query], [form]));
    }

    [Theory]
    [InlineData("/key", "bucket.oss-cn-hangzhou.aliyuncs.com")]
    [InlineData("/bucket/key", "bucket.oss-cn-hangzhou.aliyuncs.com")]
    [InlineData("/bucket/key", "127.0.0.1:80")]
    public void The_bucket_may_stand_in_the_host_or_in_the_path(string path, string host)
    {
        var entry = Entry("GetObject", "GET", path, "", "oss");
        entry["headers"] = new JsonObject { ["host"] = host };

        Assert.Equal("/bucket/key", Assert.Single(CallReader.Read([entry], new())).Path);
    }

    [Fact]
    public void Ids_that_the_emulator_makes_up_are_compared_by_which_they_are()
    {
        JsonObject[] Journal(char one, char other, bool swapped = false) =>
            [Get($"/rw-{new string(one, 26)}"), Get($"/rw-{new string(other, 26)}"), Get($"/rw-{new string(swapped ? other : one, 26)}")];

        Assert.Empty(Differences(Journal('a', 'b'), Journal('b', 'c')));
        Assert.Equal(["GetAlias: path /‹instance 1›, /‹instance 2›"], Differences(Journal('a', 'b'), Journal('b', 'c', swapped: true)));
    }

    [Fact]
    public void A_tolerance_covers_what_it_names_and_is_told_to_be_needed()
    {
        JsonObject Listed(string limit, string prefix) => Entry("ListFunctions", "GET", "/", "", query: new() { ["limit"] = limit, ["prefix"] = prefix });

        Assert.Equal([s_pages], Compared([Listed("1", "a")], [Listed("100", "a")]).Needed);
        Assert.Equal(["ListFunctions: parameter prefix a, b"], Differences([Listed("1", "a")], [Listed("100", "b")]));
        Assert.Empty(Compared(Scenario(), Scenario()).Needed);
    }

    [Fact]
    public void Only_what_may_repeat_itself_is_counted_once()
    {
        var once = Entry("GetFunction", "GET", "/one", "");
        var comparison = Compared([once], [once, once, once]);

        Assert.Empty(comparison.Differences);
        Assert.Equal([s_waiting], comparison.Needed);
        Assert.NotEmpty(Differences([once], [once, Entry("GetFunction", "GET", "/two", ""), once, once]));
    }

    [Fact]
    public void Operations_that_are_not_ours_are_passed_over_by_name() =>
        Assert.Empty(JournalComparison.Of(CallReader.Read([Get("/one")], new()), [], [], ["GetAlias"]).Differences);

    [Fact]
    public void What_came_through_the_console_door_is_nobodys_call()
    {
        var console = Get("/one");
        console["accessKeyId"] = "console";

        Assert.Empty(Differences([], [console]));
    }

    private static JsonObject[] Scenario() =>
        [Entry("GetFunction", "GET", "/2023-03-30/functions/a", ""), Entry("UpdateFunction", "PUT", "/2023-03-30/functions/a", Body), Get("/2023-03-30/functions/a/aliases/live")];

    private static JsonObject Get(string path) => Entry("GetAlias", "GET", path, "");

    private static JsonObject Entry(string operation, string method, string path, string body, string service = "fc", JsonObject? query = null) => new()
    {
        ["service"] = service,
        ["operation"] = operation,
        ["method"] = method,
        ["path"] = path,
        ["query"] = query ?? [],
        ["headers"] = new JsonObject { ["content-type"] = "application/json" },
        ["body"] = body,
        ["bodySha256"] = "",
        ["accessKeyId"] = "k",
    };

    private static IReadOnlyList<string> Differences(JsonObject[] theirs, JsonObject[] ours) => Compared(theirs, ours).Differences;

    private static JournalComparison Compared(JsonObject[] theirs, JsonObject[] ours) =>
        JournalComparison.Of(CallReader.Read(theirs, new()), CallReader.Read(ours, new()), [s_pages, s_waiting], []);
}
