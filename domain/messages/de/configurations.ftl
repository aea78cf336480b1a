## configurations
