using System.Text;
using Geo.Core;

namespace Geo.Jobs.Cli;

/// <summary>A password from a person or a pipe. Never from an argument: those are seen by everyone on the machine and kept by shells.</summary>
internal static class PasswordInput
{
    /// <summary>On a terminal asked for twice, without echo; else the first line of stdin.</summary>
    /// <exception cref="InputException">Nothing came, or the two differ.</exception>
    public static string Read(Terminal terminal)
    {
        if (Console.IsInputRedirected)
        {
            return Console.In.ReadLine() is { Length: > 0 } line
                ? line
                : throw new InputException("stdin", "password", "it is empty", "give the password as the first line of stdin, or run this on a terminal");
        }

        string first = Ask(terminal.Say("新密码：", "New password: ")), second = Ask(terminal.Say("再输一次：", "Once more: "));
        return first == second ? first : throw new InputException("the terminal", "password", "the two differ", "run this again");
    }

    private static string Ask(string prompt)
    {
        Console.Error.Write(prompt);
        var typed = new StringBuilder();
        for (ConsoleKeyInfo key; (key = Console.ReadKey(intercept: true)).Key != ConsoleKey.Enter;)
        {
            if (key.Key == ConsoleKey.Backspace) typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(key.KeyChar)) typed.Append(key.KeyChar);
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }
}
