using System.CommandLine;
using Geo.Core.Store.People;

namespace Geo.Jobs.Cli;

/// <summary><c>keys list|add|revoke</c>: API keys of GIS programs.</summary>
internal static class KeysCommand
{
    public static Command Create() => new("keys", "API keys of GIS programs, such as QGIS and GDAL") { List(), Add(), Revoke() };

    private static Command List()
    {
        var owner = new Option<string?>("--owner") { Description = "Only this account's", HelpName = "USER" };
        var command = new Command("list", "List the keys") { owner };
        command.SetAction(CommandSession.Action((session, parsed, _) => Task.FromResult(UsersCommand.With(session, (_, people) =>
            session.Terminal.Rows([.. people.Keys.List(parsed.GetValue(owner)).Select(key => Told(key, null))])))));
        return command;
    }

    private static Command Add()
    {
        var name = new Argument<string>("NAME") { Description = "The program that will use it" };
        var owner = new Option<string>("--owner") { Description = "Account whose rights bound the key's", HelpName = "USER", Required = true };
        var role = new Option<string>("--role") { Description = "What the key may do, within its owner's rights", DefaultValueFactory = _ => Core.Store.People.Role.Viewer.Name() };
        role.AcceptOnlyFromAmong([.. Roles.Names]);
        var expires = new Option<string?>("--expires") { Description = "Not valid from then on", HelpName = "T" };
        var command = new Command("add", "Make a key; it is printed once") { name, owner, role, expires };
        command.SetAction(CommandSession.Action((session, parsed, _) => Task.FromResult(UsersCommand.With(session, (_, people) =>
        {
            var (key, secret) = people.Keys.Add(people.Accounts.Get(parsed.GetRequiredValue(owner)), parsed.GetRequiredValue(name),
                Roles.Parse(parsed.GetRequiredValue(role)), Times.Parse("--expires", parsed.GetValue(expires)), CommandSession.Author);
            session.Terminal.Result(Told(key, secret), output => output.WriteLine(secret));
        }))));
        return command;
    }

    private static Command Revoke()
    {
        var id = new Argument<string>("ID") { Description = "Id of the key" };
        var reason = new Option<string?>("--reason") { Description = "Why, for the audit log", HelpName = "TEXT" };
        var command = new Command("revoke", "End a key at once") { id, reason };
        command.SetAction(CommandSession.Action((session, parsed, _) => Task.FromResult(UsersCommand.With(session, (_, people) =>
        {
            ApiKey key = people.Keys.Revoke(parsed.GetRequiredValue(id), CommandSession.Author, parsed.GetValue(reason));
            session.Terminal.Result(Told(key, null), output => output.WriteLine($"{key.Id}: {session.Terminal.Say("已吊销", "revoked")}"));
        }))));
        return command;
    }

    private static Dictionary<string, object?> Told(ApiKey key, string? secret)
    {
        var row = new Dictionary<string, object?>
        {
            ["id"] = key.Id,
            ["name"] = key.Name,
            ["owner"] = key.Owner,
            ["role"] = key.Role.Name(),
            ["created_at"] = key.CreatedAt,
            ["expires_at"] = key.ExpiresAt,
            ["revoked_at"] = key.RevokedAt,
            ["last_used_at"] = key.LastUsedAt,
        };
        if (secret is not null) row["key"] = secret;
        return row;
    }
}
