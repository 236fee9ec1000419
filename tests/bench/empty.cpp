// A C++ program that does nothing but say so.
#include <iostream>

int main() { std::cout << "ready" << std::endl; }
