using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RobustnessGate.Runner.Tests.GitHub;

/// <summary>A comment or an issue as the server keeps it.</summary>
internal sealed record Kept(long Id, long Number, string Login, string Body)
{
    public bool Hidden { get; init; }

    public string State { get; init; } = "open";

    public string Title { get; init; } = "";
}

/// <summary>A pull request as the server keeps it.</summary>
internal sealed record KeptPull(long Number, string State, string Sha, string Branch, string? Repository);

/// <summary>An answer that the server gives instead of its own.</summary>
/// <param name="Method">To requests of this method.</param>
/// <param name="Status">The status.</param>
internal sealed record Disturbance(string Method, int Status)
{
    public string Body { get; init; } = """{"message":"out of order"}""";

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>The request is carried out all the same.</summary>
    public bool AfterTheDeed { get; init; }
}

/// <summary>Behaves like GitHub's API, as far as the tool uses it: pages, tokens that only read, bodies too long, failures.</summary>
internal sealed partial class GitHubServer : IDisposable
{
    private const int LongestBody = 65_536;

    private readonly HttpListener listener = new();
    private readonly Task serving;
    private long lastId = 1000;

    public GitHubServer()
    {
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Root = FormattableString.Invariant($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}");
        }

        listener.Prefixes.Add(Root + "/");
        listener.Start();
        serving = Serve();
    }

    public string Root { get; }

    /// <summary>Who a person's token speaks for; null for a workflow's token, which may not ask.</summary>
    public string? User { get; set; }

    /// <summary>Who the token writes as.</summary>
    public string Login => User ?? "github-actions[bot]";

    public bool TokenOnlyReads { get; set; }

    public int LongestText { get; set; } = LongestBody;

    public List<Kept> Comments { get; } = [];

    public List<Kept> Issues { get; } = [];

    public List<KeptPull> Pulls { get; } = [];

    public List<string> Requests { get; } = [];

    public Queue<Disturbance> Disturbances { get; } = new();

    public Kept Add(long number, string login, string body)
    {
        var comment = new Kept(++lastId, number, login, body);
        Comments.Add(comment);
        return comment;
    }

    public void Dispose()
    {
        listener.Stop();
        serving.GetAwaiter().GetResult();
        listener.Close();
    }

    private async Task Serve()
    {
        while (listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync().ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            await Answer(context).ConfigureAwait(false);
        }
    }

    private async Task Answer(HttpListenerContext context)
    {
        using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
        var content = await reader.ReadToEndAsync().ConfigureAwait(false);
        var (method, path) = (context.Request.HttpMethod, context.Request.Url!.AbsolutePath);
        Requests.Add($"{method} {path}");
        var (status, body) = (0, "");
        if (Disturbances.TryPeek(out var disturbance) && disturbance.Method == method)
        {
            Disturbances.Dequeue();
            if (disturbance.AfterTheDeed)
                Handle(context.Request, method, path, content);
            (status, body) = (disturbance.Status, disturbance.Body);
            foreach (var (name, value) in disturbance.Headers)
                context.Response.Headers.Add(name, value);
        }
        else
        {
            (status, var node) = Handle(context.Request, method, path, content);
            body = node.ToJsonString();
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body)).ConfigureAwait(false);
        context.Response.Close();
    }

    private (int Status, JsonNode Body) Handle(HttpListenerRequest request, string method, string path, string content)
    {
        if (request.Headers["Authorization"] != "Bearer secret")
            return Refuse(401, "Bad credentials");
        if (path == "/user")
            return User is null ? Refuse(403, "Resource not accessible by integration") : (200, Account(User));
        if (path == "/graphql")
            return (200, Hidden(JsonNode.Parse(content)!));
        if (Endpoint().Match(path) is not { Success: true } match || match.Groups["repository"].Value != "shop/models")
            return Refuse(404, "Not Found");
        if (method != "GET" && TokenOnlyReads)
            return Refuse(403, "Resource not accessible by integration");

        var number = match.Groups["number"] is { Success: true } group ? long.Parse(group.Value, CultureInfo.InvariantCulture) : 0;
        return (method, match.Groups["what"].Value, number) switch
        {
            ("GET", "pulls", 0) => (200, Page(request, Pulls.Where(pull => pull.State == "open" && request.QueryString["head"] == $"{pull.Repository?.Split('/')[0]}:{pull.Branch}").Select(Pull))),
            ("GET", "pulls", _) => Pulls.Find(pull => pull.Number == number) is { } pull ? (200, Pull(pull)) : Refuse(404, "Not Found"),
            ("GET", "issues", 0) => (200, Page(request, Issues.Where(issue => issue.State == "open").Select(Comment))),
            ("GET", "issues", _) => (200, Page(request, Comments.Where(comment => comment.Number == number).Select(Comment))),
            ("POST", "issues", 0) => Write(content, body => Issues.Add(new Kept(++lastId, lastId, Login, body) { Title = (string)JsonNode.Parse(content)!["title"]! })),
            ("POST", "issues", _) => Write(content, body => Add(number, Login, body)),
            ("PATCH", "issues/comments", _) => Replace(Comments, comment => comment.Id == number, content),
            ("PATCH", "issues", _) => Replace(Issues, issue => issue.Number == number, content),
            _ => Refuse(404, "Not Found"),
        };
    }

    private (int Status, JsonNode Body) Write(string content, Action<string> keep)
    {
        var body = (string)JsonNode.Parse(content)!["body"]!;
        if (body.Length > LongestText)
            return (422, JsonNode.Parse("""{"message":"Validation Failed","errors":[{"message":"body is too long (maximum is 65536 characters)"}]}""")!);
        keep(body);
        return (201, new JsonObject());
    }

    private (int Status, JsonNode Body) Replace(List<Kept> all, Predicate<Kept> which, string content)
    {
        var at = all.FindIndex(which);
        return at < 0
            ? Refuse(404, "Not Found")
            : Write(content, body => all[at] = all[at] with { Body = body, State = (string?)JsonNode.Parse(content)!["state"] ?? all[at].State });
    }

    private JsonObject Hidden(JsonNode query)
    {
        var id = (string)query["variables"]!["id"]!;
        var node = Comments.Find(comment => $"IC_{comment.Id}" == id) is { } comment ? new JsonObject { ["isMinimized"] = comment.Hidden } : null;
        return new JsonObject { ["data"] = new JsonObject { ["node"] = node } };
    }

    private static JsonArray Page(HttpListenerRequest request, IEnumerable<JsonObject> elements)
    {
        var (size, page) = (int.Parse(request.QueryString["per_page"]!, CultureInfo.InvariantCulture), int.Parse(request.QueryString["page"]!, CultureInfo.InvariantCulture));
        return new JsonArray([.. elements.Skip(Math.Min(size, 100) * (page - 1)).Take(Math.Min(size, 100))]);
    }

    private static JsonObject Comment(Kept kept) => new() { ["id"] = kept.Id, ["node_id"] = $"IC_{kept.Id}", ["number"] = kept.Number, ["body"] = kept.Body, ["user"] = Account(kept.Login) };

    private static JsonObject Pull(KeptPull pull) => new()
    {
        ["number"] = pull.Number,
        ["state"] = pull.State,
        ["head"] = new JsonObject { ["sha"] = pull.Sha, ["ref"] = pull.Branch, ["repo"] = pull.Repository is null ? null : new JsonObject { ["full_name"] = pull.Repository } },
    };

    private static JsonObject Account(string login) => new() { ["login"] = login };

    private static (int Status, JsonNode Body) Refuse(int status, string message) => (status, new JsonObject { ["message"] = message });

    [GeneratedRegex("^/repos/(?<repository>[^/]+/[^/]+)/(?<what>pulls|issues/comments|issues)(/(?<number>[0-9]+))?(/comments)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Endpoint();
}
