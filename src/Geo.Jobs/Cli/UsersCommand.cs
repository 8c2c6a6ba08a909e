using System.CommandLine;
using Geo.Core.Store;
using Geo.Core.Store.People;

namespace Geo.Jobs.Cli;

/// <summary><c>users list|add|change|password|reset|disable|enable</c>: who may sign in to the server.</summary>
internal static class UsersCommand
{
    private static readonly Argument<string> Name = new("NAME") { Description = "Name of the account" };
    private static readonly Option<string?> Reason = new("--reason") { Description = "Why, for the audit log", HelpName = "TEXT" };
    private static readonly Option<string?> Town = new("--town") { Description = "The town of an account of the role town", HelpName = "T" };
    private static readonly Option<string?> Display = new("--display") { Description = "The name that is shown", HelpName = "TEXT" };

    public static Command Create() => new("users", "Accounts of the server: who may sign in")
    {
        List(), Add(), Change(), Password(),
        Act("reset", "Make a new password and print it; signs the account out", (people, name, reason) => Told(people.Accounts.Get(name), people.Accounts.Reset(name, CommandSession.Author, reason))),
        Act("disable", "Shut an account; its sessions end, its keys do not count", (people, name, reason) => Told(people.Accounts.Change(name, new AccountChange(Disabled: true), CommandSession.Author, reason), null)),
        Act("enable", "Open a disabled account again", (people, name, reason) => Told(people.Accounts.Change(name, new AccountChange(Disabled: false), CommandSession.Author, reason), null)),
    };

    /// <summary>Opens the workspace and its people for one command.</summary>
    internal static int With(CommandSession session, Action<WorkspaceStore, PeopleStore> body)
    {
        using WorkspaceStore store = session.OpenStore();
        using PeopleStore people = PeopleStore.Open(store, session.Time);
        body(store, people);
        return ExitCode.Done;
    }

    private static Command List()
    {
        var command = new Command("list", "List the accounts");
        command.SetAction(CommandSession.Action((session, _, _) => Task.FromResult(With(session, (_, people) =>
            session.Terminal.Rows([.. people.Accounts.List().Select(account => Told(account, null))])))));
        return command;
    }

    private static Command Add()
    {
        Option<string> role = Role(required: true);
        var piped = new Option<bool>("--password-stdin") { Description = "Take the password from the first line of stdin instead of making one" };
        var command = new Command("add", "Make an account; its password is made and printed once") { Name, role, Town, Display, piped, Reason };
        command.SetAction(CommandSession.Action((session, parsed, _) => Task.FromResult(With(session, (_, people) =>
        {
            string? password = parsed.GetValue(piped) ? PasswordInput.Read(session.Terminal) : null;
            var (account, generated) = people.Accounts.Add(parsed.GetRequiredValue(Name), parsed.GetValue(Display), Roles.Parse(parsed.GetRequiredValue(role)),
                parsed.GetValue(Town), password, CommandSession.Author, parsed.GetValue(Reason));
            Tell(session, Told(account, generated));
        }))));
        return command;
    }

    private static Command Change()
    {
        Option<string> role = Role(required: false);
        var command = new Command("change", "Change an account's role, town or shown name") { Name, role, Town, Display, Reason };
        command.SetAction(CommandSession.Action((session, parsed, _) => Task.FromResult(With(session, (_, people) =>
        {
            Role? wanted = parsed.GetValue(role) is { } name ? Roles.Parse(name) : null;
            Tell(session, Told(people.Accounts.Change(parsed.GetRequiredValue(Name), new AccountChange(parsed.GetValue(Display), wanted, parsed.GetValue(Town)), CommandSession.Author, parsed.GetValue(Reason)), null));
        }))));
        return command;
    }

    private static Command Password()
    {
        var command = new Command("password", "Set a password, asked for without echo or read from stdin; signs the account out") { Name, Reason };
        command.SetAction(CommandSession.Action((session, parsed, _) => Task.FromResult(With(session, (_, people) =>
        {
            string name = parsed.GetRequiredValue(Name), password;
            if (people.Accounts.List().Count == 0 && name == Accounts.First)
            {
                // Before the first start there is no account: this makes the administrator, so that the server may bind elsewhere at once.
                password = PasswordInput.Read(session.Terminal);
                people.Accounts.Add(name, null, Core.Store.People.Role.Admin, null, password, CommandSession.Author, parsed.GetValue(Reason));
            }
            else
            {
                people.Accounts.Get(name); // an unknown one before the asking
                people.Accounts.SetPassword(name, PasswordInput.Read(session.Terminal), CommandSession.Author, parsed.GetValue(Reason));
            }

            Tell(session, Told(people.Accounts.Get(name), null));
        }))));
        return command;
    }

    private static Command Act(string name, string description, Func<PeopleStore, string, string?, IReadOnlyDictionary<string, object?>> act)
    {
        var command = new Command(name, description) { Name, Reason };
        command.SetAction(CommandSession.Action((session, parsed, _) => Task.FromResult(With(session, (_, people) =>
            Tell(session, act(people, parsed.GetRequiredValue(Name), parsed.GetValue(Reason)))))));
        return command;
    }

    private static Option<string> Role(bool required)
    {
        var role = new Option<string>("--role") { Description = "What the account may do", Required = required };
        role.AcceptOnlyFromAmong([.. Roles.Names]);
        return role;
    }

    private static Dictionary<string, object?> Told(Account account, string? password)
    {
        var row = new Dictionary<string, object?>
        {
            ["name"] = account.Name,
            ["display_name"] = account.DisplayName,
            ["role"] = account.Role.Name(),
            ["town"] = account.Town,
            ["disabled"] = account.Disabled,
            ["has_password"] = account.HasPassword,
            ["created_at"] = account.CreatedAt,
            ["signed_in_at"] = account.SignedInAt,
        };
        if (password is not null) row["password"] = password;
        return row;
    }

    private static void Tell(CommandSession session, IReadOnlyDictionary<string, object?> account) => session.Terminal.Result(account, output =>
    {
        output.WriteLine($"{account["name"]}: {account["role"]}{(account["town"] is string town ? $" ({town})" : "")}{(account["disabled"] is true ? session.Terminal.Say("，已停用", ", disabled") : "")}");
        if (account.GetValueOrDefault("password") is string password)
        {
            output.WriteLine(session.Terminal.Say($"密码（只显示这一次）：{password}", $"password (shown this once): {password}"));
        }
    });
}
