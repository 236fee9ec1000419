#pragma once
// orrery completion: what a shell needs to complete a command line, made of the commands themselves.
#include <string>

namespace CLI {
class App;
}

namespace orrery::cli {

// A script for "bash", "zsh" or "fish", to be sourced. Another shell's name gives an empty text.
std::string completion(const CLI::App& app, const std::string& shell);

// Adds "completion SHELL" to the program's commands; sets `code`.
void add_completion(CLI::App& app, int& code);

}  // namespace orrery::cli
